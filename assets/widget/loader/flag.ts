// The one thing the host page's storage ever holds: that this browser has acted, so that its panel loads when the page
// is idle and unread answers show. Blocked storage is no error; the panel then loads on the first intent.

export interface Flag {
  isSet(): boolean;
  set(hasActed: boolean): void;
}

export function openFlag(appId: string): Flag {
  const key = `deskbell:${appId}`;
  return {
    isSet() {
      try {
        return !!localStorage[key];
      } catch {
        return false;
      }
    },
    set(hasActed) {
      try {
        if (hasActed) localStorage[key] = 1;
        else delete localStorage[key];
      } catch {
        // Blocked: the panel loads on the next intent instead.
      }
    },
  };
}
