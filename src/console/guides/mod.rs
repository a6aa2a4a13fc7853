//! How the snippet gets onto a website, for each way of building one, with this site's own address and app id.

mod php;

/// The line that lets a page call before the script has run.
const STUB: &str = "<script>window.SoftbetChat=window.SoftbetChat||function(){(SoftbetChat.q=SoftbetChat.q||[]).push(arguments)}</script>";

/// One way of building websites.
pub struct Guide {
    pub title: &'static str,
    pub steps: Vec<Step>,
}

/// What to do, and what to paste.
pub struct Step {
    pub text: &'static str,
    /// What the code is, for the button that copies it.
    pub label: &'static str,
    pub code: Option<String>,
}

fn step(text: &'static str, label: &'static str, code: String) -> Step {
    Step { text, label, code: Some(code) }
}

fn note(text: &'static str) -> Step {
    Step { text, label: "", code: None }
}

/// The tag alone.
pub fn one_line(base: &str, app_id: &str) -> String {
    format!(r#"<script src="{base}/widget.js" data-app-id="{app_id}" defer></script>"#)
}

/// Both lines.
pub fn two_lines(base: &str, app_id: &str) -> String {
    format!("{STUB}\n{}", one_line(base, app_id))
}

/// The sources that a page's policy must name.
pub fn policy(base: &str) -> String {
    format!("script-src {base}; frame-src {base}; connect-src {base}")
}

/// Every guide, the plainest first.
pub fn all(base: &str, app_id: &str) -> Vec<Guide> {
    vec![
        html(base, app_id),
        php::wordpress(base, app_id),
        php::plain(base, app_id),
        shopify(base, app_id),
        tag_manager(base, app_id),
        react(base, app_id),
        vue(base, app_id),
    ]
}

fn html(base: &str, app_id: &str) -> Guide {
    Guide {
        title: "HTML",
        steps: vec![
            step(
                "Paste both lines before </body> on every page that should show the messenger.",
                "Snippet",
                two_lines(base, app_id),
            ),
            step(
                "Does the page forbid inline script? The second line is enough. Then open the messenger from any link or button with data-deskbell=\"open\".",
                "Snippet in one line",
                one_line(base, app_id),
            ),
            step("Does the page send a Content-Security-Policy? Add these sources to it:", "Policy", policy(base)),
        ],
    }
}

fn shopify(base: &str, app_id: &str) -> Guide {
    let identify = r#"{% if customer %}
<script>
  SoftbetChat("identify", {
    user_id: {{ customer.id | append: "" | json }},
    user_hash: {{ customer.id | append: "" | hmac_sha256: shop.metafields.deskbell.identity_secret.value | json }},
    name: {{ customer.name | json }},
    email: {{ customer.email | json }}
  });
</script>
{% endif %}"#;
    Guide {
        title: "Shopify",
        steps: vec![
            step(
                "Open Online Store → Themes → Customize. In the footer choose Add section → Custom Liquid and paste both lines. (Or: Edit code → layout/theme.liquid, before </body>.)",
                "Custom Liquid",
                two_lines(base, app_id),
            ),
            step(
                "To prove customers who are logged in, paste this below it. Make a shop metafield with namespace and key deskbell.identity_secret, without access for storefronts, and put the identity secret from below into it.",
                "Custom Liquid for customers",
                identify.to_owned(),
            ),
            note(
                "There is no Deskbell app for Shopify yet, so orders and products do not come by themselves. A server of yours can send them, for instance one that takes Shopify's webhooks: with the customer's number at Shopify as external_id, to the API that /docs describes.",
            ),
            note(
                "Shopify runs no theme code at the checkout, so the messenger is not there. While the shop has its password page, visitors see that and not the messenger.",
            ),
        ],
    }
}

fn tag_manager(base: &str, app_id: &str) -> Guide {
    let code = format!(
        r#"<script>
(function () {{
  window.SoftbetChat = window.SoftbetChat || function () {{ (SoftbetChat.q = SoftbetChat.q || []).push(arguments); }};
  var script = document.createElement("script");
  script.src = "{base}/widget.js";
  script.async = true;
  script.setAttribute("data-app-id", "{app_id}");
  document.head.appendChild(script);
}})();
</script>"#
    );
    Guide {
        title: "Google Tag Manager",
        steps: vec![
            step(
                "Make a tag of the type Custom HTML with the trigger Initialization – All Pages, and paste this. The tag manager drops attributes such as data-app-id from script tags, so the usual snippet does not work there; this one does.",
                "Custom HTML tag",
                code,
            ),
            note(
                "Submit and publish the container. Blockers of advertisements block the tag manager too: in the page itself the snippet reaches more visitors.",
            ),
        ],
    }
}

fn react(base: &str, app_id: &str) -> Guide {
    let next = format!(
        r#"import Script from "next/script";

// In app/layout.tsx, inside <body>, after {{children}}:
<Script id="deskbell-queue" strategy="beforeInteractive">
  {{`window.SoftbetChat=window.SoftbetChat||function(){{(SoftbetChat.q=SoftbetChat.q||[]).push(arguments)}}`}}
</Script>
<Script src="{base}/widget.js" data-app-id="{app_id}" strategy="afterInteractive" />"#
    );
    let hook = r#"useEffect(() => {
  if (!customer) return;
  window.SoftbetChat("identify", {
    user_id: customer.id,
    user_hash: customer.deskbellHash, // made on your server, see below
    name: customer.name,
    email: customer.email,
  });
}, [customer]);

// When the customer signs out:
window.SoftbetChat("logout");"#;
    Guide {
        title: "React, Next.js",
        steps: vec![
            step(
                "React with Vite or a similar tool: paste both lines into index.html, before </body>. The messenger follows your router by itself.",
                "index.html",
                two_lines(base, app_id),
            ),
            step("Next.js:", "app/layout.tsx", next),
            step("Once you know who is signed in, in a component of the client:", "Component", hook.to_owned()),
        ],
    }
}

fn vue(base: &str, app_id: &str) -> Guide {
    let nuxt = format!(
        r#"<script setup>
useHead({{
  script: [
    {{ innerHTML: "window.SoftbetChat=window.SoftbetChat||function(){{(SoftbetChat.q=SoftbetChat.q||[]).push(arguments)}}" }},
    {{ src: "{base}/widget.js", "data-app-id": "{app_id}", defer: true }},
  ],
}});
</script>"#
    );
    let watch = r#"watch(customer, (now) => {
  if (!now) return window.SoftbetChat("logout");
  window.SoftbetChat("identify", {
    user_id: now.id,
    user_hash: now.deskbellHash, // made on your server, see below
    name: now.name,
    email: now.email,
  });
});"#;
    Guide {
        title: "Vue, Nuxt",
        steps: vec![
            step(
                "Vue with Vite: paste both lines into index.html, before </body>. The messenger follows your router by itself.",
                "index.html",
                two_lines(base, app_id),
            ),
            step("Nuxt:", "app.vue", nuxt),
            step("Once you know who is signed in:", "Component", watch.to_owned()),
        ],
    }
}
