// What a thread needs only when somebody looks closer or picks an emoji. One file, because each that is fetched on its
// own makes the build cut what it shares with its app into further files, which all are fetched at first.

export { EmojiPicker } from "./emoji_picker";
export { Lightbox } from "./lightbox";
