// One line that tells of a message says its words, and shows none of its marks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { plainWords } from "../shared/plain_words";
import { lineOf } from "../widget/state/teaser";

test("marks are left out, words and signs stay", () => {
  const of = (html: string | null) => plainWords({ body: "**raw**", html });

  assert.equal(of(null), "**raw**");
  assert.equal(of('<p>Hi, <strong>this</strong> is<br><a href="https://x.example/?a=1>0">Ana &amp; Bo</a></p>').trim(), "Hi, this is Ana & Bo");
  assert.equal(of("<ul><li>one</li><li>1 &lt; 2 &amp;lt;</li></ul>").trim(), "one 1 < 2 &lt;");
});

test("the line beside the launcher and in the panel's list is plain", () => {
  const line = (body: string, html: string | null) => lineOf({ body, html, attachments: [] });

  assert.equal(line("Hi there, **this** is Ana", "<p>Hi there, <strong>this</strong> is Ana</p>"), "Hi there, this is Ana");
  assert.equal(line("Just\nwords", null), "Just words");
});
