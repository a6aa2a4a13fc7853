// About two hundred emoji that people use with a shop, by group, each with the English words it is found by.
// It is fetched on demand and imports nothing. A screen reader says each in its own language, so that the words are for the search alone.

export interface Emoji {
  character: string;
  title: string;
}

export interface EmojiGroup {
  name: string;
  emoji: Emoji[];
}

const LIST = {
  faces:
    "😀 grin happy|😃 smile happy|😄 laugh happy|😁 beam|😆 squint laugh|😅 sweat relief|🤣 rolling laugh|😂 tears joy laugh|🙂 slight smile|🙃 upside down|😉 wink|😊 blush smile|😇 angel halo|🥰 love hearts|😍 heart eyes love|🤩 star wow|😘 kiss|😋 yum tasty|😛 tongue|😜 wink tongue|🤪 silly|🤗 hug|🤭 oops giggle|🤫 quiet hush|🤔 think hmm|🤨 doubt eyebrow|😐 neutral|😶 speechless|😏 smirk|🙄 roll eyes|😬 grimace awkward|😌 relieved|😔 sad pensive|😪 sleepy|😴 sleep tired|😷 mask ill|🤒 ill fever|🤕 hurt|🥵 hot|🥶 cold|😵 dizzy|🤯 mind blown|🥳 party celebrate|😎 cool sunglasses|🤓 nerd|🧐 monocle look|😕 confused|😟 worried|🙁 frown sad|😮 surprised oh|😲 astonished|😳 flushed|🥺 please plead|😢 cry sad|😭 sob cry|😱 scream shock|😖 upset|😞 disappointed|😓 sweat|😩 weary|😤 huff|😡 angry|😠 cross angry|💩 poo|🤖 robot|👻 ghost",
  hands:
    "👍 thumbs up yes good ok|👎 thumbs down no bad|👌 ok perfect|🤞 fingers crossed luck|✌️ victory peace|🤙 call me|👋 wave hello bye|🙌 hooray hands|👏 clap bravo|🙏 thanks please pray|🤝 handshake deal|💪 strong muscle|👉 point right|👈 point left|👆 point up|👇 point down|☝️ one up|✋ stop hand|🖐️ five hand|👀 eyes look|🫶 heart hands|✍️ write|🤷 shrug dunno|🤦 facepalm|💁 help|🙋 raise hand me|🙆 okay|🙇 bow sorry",
  hearts:
    "❤️ red heart love|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart|💜 purple heart|🖤 black heart|🤍 white heart|💔 broken heart|💕 hearts|💯 hundred perfect|✨ sparkles new|⭐ star|🌟 glowing star|🔥 fire hot|🎉 party tada celebrate|🎊 confetti|🎈 balloon|🎂 cake birthday|🎁 gift present|🏆 trophy win|🥇 gold medal|👑 crown|💎 gem diamond",
  things:
    "📦 parcel package box|🚚 truck delivery|✈️ plane flight|🚲 bicycle bike|🚗 car|🏠 house home|🏬 shop store|🛒 cart shopping|🛍️ bags shopping|💳 card payment|💶 euro money|💵 dollar money|💰 money bag|🧾 receipt invoice|🏷️ tag price|📅 calendar date|⏰ alarm clock time|⏳ hourglass wait|⌛ time over|📷 camera photo|📸 photo flash|📱 phone mobile|☎️ telephone call|💻 laptop computer|🖨️ printer|🔋 battery|🔌 plug power|💡 idea light|🔧 wrench repair fix|🔨 hammer|🔑 key|🔒 lock secure|📧 e-mail mail|✉️ envelope letter|📎 clip attach|📄 page document|📚 books|✏️ pencil|🔍 search find|🔔 bell|📍 pin place address|🗺️ map|👕 shirt clothes|👟 shoe sneaker|👗 dress|🎧 headphones|🎮 game|🧸 teddy toy|🪴 plant|🌸 blossom flower|🌹 rose|🌻 sunflower|🍀 clover luck|☀️ sun|🌧️ rain|❄️ snow cold|🌈 rainbow|☕ coffee|🍕 pizza|🍰 cake|🍷 wine|🍺 beer|🐶 dog|🐱 cat",
  signs:
    "✅ check done yes|☑️ ticked|✔️ tick|❌ cross no wrong|❗ important|❓ question|⚠️ warning|🚫 forbidden no|⛔ stop|➡️ right|⬅️ left|⬆️ up|⬇️ down|🔄 again return exchange|↩️ back return|➕ plus|➖ minus|🆕 new|🆗 ok|🆘 help|ℹ️ information|🔴 red|🟠 orange|🟡 yellow|🟢 green|🔵 blue|⚫ black|⚪ white|💬 chat message|💭 thought|🕐 clock|🏁 finish",
} as const;

const GROUPS: readonly EmojiGroup[] = Object.entries(LIST).map(([name, list]) => ({
  name,
  emoji: list.split("|").map((entry) => {
    const end = entry.indexOf(" ");
    return { character: entry.slice(0, end), title: entry.slice(end + 1) };
  }),
}));

/** The groups, with only the emoji that every word of the search is found in. */
export function groupsLike(search: string): readonly EmojiGroup[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return GROUPS;
  const fits = ({ character, title }: Emoji) => words.every((word) => character === word || title.includes(word));
  return GROUPS.map(({ name, emoji }) => ({ name, emoji: emoji.filter(fits) })).filter(({ emoji }) => emoji.length > 0);
}
