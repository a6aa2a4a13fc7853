// The customer's website: another *site* than Deskbell (localhost against 127.0.0.1; another port
// alone would be the same site), with the HTML and the Content-Security-Policy a story wants. It
// also takes the browser's reports on that policy.

import { once } from "node:events";
import { createServer } from "node:http";

export class HostPage {
  static async start() {
    const page = new HostPage();
    page.reports = [];
    page.show({});
    page.server = createServer((request, response) => page.answer(request, response));
    page.server.listen(0, "localhost");
    await once(page.server, "listening");
    page.origin = `http://localhost:${page.server.address().port}`;
    return page;
  }

  /** Sets what the page holds from now on. */
  show({ head = "", body = "", policy = null }) {
    this.html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ana's bicycle shop</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>
      <body><h1>Bicycles</h1><p>Every one a parcel.</p>${body}</body></html>`;
    this.policy = policy;
    this.reports.length = 0;
  }

  async answer(request, response) {
    if (request.method === "POST" && request.url === "/policy-report") {
      let report = "";
      for await (const chunk of request) report += chunk;
      this.reports.push(report);
    }
    if (request.url !== "/" && !request.url.startsWith("/?")) return response.writeHead(204).end();
    const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
    if (this.policy) headers["content-security-policy"] = `${this.policy}; report-uri /policy-report`;
    response.writeHead(200, headers).end(this.html);
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
