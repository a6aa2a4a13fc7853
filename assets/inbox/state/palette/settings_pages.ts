// The pages of the settings that the palette leads to, each with who may see it.

import type { Permission } from "../wire";

export interface SettingsPage {
  /** Names its words, too. */
  id: string;
  href: string;
  needs: Permission | null;
}

const page = (id: string, needs: Permission | null = "manage"): SettingsPage => ({ id, href: `/console/${id.replace("_", "-")}`, needs });

export const SETTINGS_PAGES: readonly SettingsPage[] = [
  { id: "profile", href: "/profile", needs: null },
  page("workspace"),
  page("members", "manage_people"),
  page("roles", "manage_people"),
  page("teams", "manage_people"),
  page("sites"),
  page("launcher"),
  page("pages"),
  page("hours"),
  page("install"),
  page("integrations"),
  page("try"),
  page("customer_data"),
  page("products"),
  page("tags", "curate"),
  page("replies", "reply"),
  page("macros", "curate"),
  page("developers"),
  page("audit", "manage_people"),
];
