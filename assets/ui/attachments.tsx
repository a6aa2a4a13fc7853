// The files of a message: pictures side by side in their own shapes, everything else as rows to download. Places are
// kept before anything is loaded, so that nothing jumps.

import { useSignal } from "@preact/signals";
import type { Attachment } from "../shared/protocol";
import { endingOf, sizeInWords } from "../shared/file_facts";
import { say } from "../shared/strings";
import { Icon } from "./icons";
import { isPicture } from "./rows";

export interface AttachmentsProps {
  files: readonly Attachment[];
  /** Shows a picture large. */
  show(picture: Attachment): void;
  /** Fetches the addresses anew; absent where they hold for good. */
  refresh: (() => void) | undefined;
}

export function Attachments({ files, show, refresh }: AttachmentsProps) {
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  return (
    <>
      {pictures.length > 0 && (
        <div class={`pictures${pictures.length === 1 ? " pictures--one" : ""}`}>
          {pictures.map((picture) => (
            // Another address is another try.
            <Picture key={`${picture.id} ${picture.url}`} picture={picture} show={show} refresh={refresh} />
          ))}
        </div>
      )}
      {others.length > 0 && (
        <ul class="files">
          {others.map((file) => (
            <FileRow key={file.id} file={file} />
          ))}
        </ul>
      )}
    </>
  );
}

/** How narrow and how wide a thumbnail may be, as width by height: panoramas are cut, and whole in the large view. */
const NARROWEST = 0.56;
const WIDEST = 2.1;

interface PictureProps extends Pick<AttachmentsProps, "show" | "refresh"> {
  picture: Attachment;
}

function Picture({ picture, show, refresh }: PictureProps) {
  const isBroken = useSignal(false);
  const ratio = Math.min(WIDEST, Math.max(NARROWEST, (picture.width ?? 1) / (picture.height ?? 1)));
  const place = { "--ratio": String(ratio), "--width": `${picture.width ?? 0}px` };
  if (isBroken.value) {
    return (
      <div class="picture picture--broken" style={place}>
        <Icon name="picture" />
        <span class="picture__name" dir="auto">
          {picture.name}
        </span>
        {refresh && (
          <button class="text-button" type="button" onClick={refresh}>
            {say("load_again")}
          </button>
        )}
      </div>
    );
  }
  return (
    <button class="picture" type="button" style={place} aria-label={say("open_picture", { name: picture.name })} onClick={() => show(picture)}>
      <img src={picture.small_url ?? picture.url} alt={picture.name} width={picture.width ?? undefined} height={picture.height ?? undefined} decoding="async" onError={() => (isBroken.value = true)} />
    </button>
  );
}

function FileRow({ file }: { file: Attachment }) {
  return (
    <li>
      <a class="file" href={file.url} download={file.name} target="_blank" rel="noopener" aria-label={say("download_file", { name: file.name, size: sizeInWords(file.size) })}>
        <FileMark name={file.name} />
        <span class="file__words">
          <span class="file__name" dir="auto">
            {file.name}
          </span>
          <span class="file__size">{sizeInWords(file.size)}</span>
        </span>
        <Icon name="download" />
      </a>
    </li>
  );
}

/** A sheet with the file's ending on it. */
export function FileMark({ name }: { name: string }) {
  const ending = endingOf(name).slice(1, 5);
  return (
    <span class="file-mark" aria-hidden="true">
      {ending === "" ? <Icon name="file" /> : ending}
    </span>
  );
}
