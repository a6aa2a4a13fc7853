// The search in a thread of its own: a puzzle in, its number out.

import { search, type Puzzle } from "./search";

onmessage = (event: MessageEvent<Puzzle>) => {
  void search(event.data, () => Promise.resolve()).then((number) => postMessage(number));
};
