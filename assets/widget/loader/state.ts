// What `getState` answers. One page has one widget, so this is one object, changed in place.

import { validTag } from "./tags";

export const state = {
  ready: false,
  open: false,
  unread: 0,
  locale: validTag(document.documentElement.lang) ?? navigator.language,
  identified: false,
  verified: false,
};
