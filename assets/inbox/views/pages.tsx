// Pages that take the place of list and thread, by the name that the address gives them. Each part of the inbox that has one
// adds it here.

import type { ComponentType } from "preact";
import type { InboxState } from "../state/inbox";
import type { Page } from "../state/place";
import type { Panes } from "./app";
import { SearchPage } from "./search_page";
import { ContactPage } from "./contact_page";
import { MePage } from "./phone/me_page";
import { NotificationsPage } from "./phone/notifications_page";

export interface PageProps {
  inbox: InboxState;
  panes: Panes;
}

export const PAGES: Partial<Record<Exclude<Page, "list">, ComponentType<PageProps>>> = { contact: ContactPage, search: SearchPage, me: MePage, notifications: NotificationsPage };
