// What `getState` answers. One page has one widget, so this is one object, changed in place.

export const state = {
  ready: false,
  open: false,
  unread: 0,
  locale: document.documentElement.lang || navigator.language,
  identified: false,
  verified: false,
};
