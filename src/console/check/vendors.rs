//! Other messengers, by where their scripts come from. Two launchers in one corner cover each other.

use super::tags::Tags;

const VENDORS: [(&str, &[&str]); 22] = [
    ("Intercom", &["widget.intercom.io", "js.intercomcdn.com"]),
    ("Crisp", &["client.crisp.chat"]),
    ("tawk.to", &["embed.tawk.to"]),
    ("Tidio", &["code.tidio.co"]),
    ("Drift", &["js.driftt.com", "js.drift.com"]),
    ("Zendesk", &["static.zdassets.com", "v2.zopim.com"]),
    ("LiveChat", &["cdn.livechatinc.com"]),
    ("HubSpot", &["js.usemessages.com", "js.hs-scripts.com"]),
    ("Olark", &["static.olark.com"]),
    ("Freshchat", &["wchat.freshchat.com", "fw-cdn.com"]),
    ("Chatwoot", &["app.chatwoot.com", "/packs/js/sdk.js"]),
    ("Gorgias", &["config.gorgias.chat"]),
    ("Smartsupp", &["smartsuppchat.com"]),
    ("Userlike", &["userlike-cdn-widgets", "api.userlike.com"]),
    ("JivoChat", &["code.jivosite.com", "code.jivo.ru"]),
    ("Help Scout", &["beacon-v2.helpscout.net"]),
    ("Front", &["chat-assets.frontapp.com"]),
    ("Landbot", &["static.landbot.io"]),
    ("Chatra", &["call.chatra.io"]),
    ("Re:amaze", &["cdn.reamaze.com"]),
    ("Trengo", &["static.widget.trengo.eu", "cdn.widget.trengo.eu"]),
    ("Facebook Messenger", &["xfbml.customerchat.js"]),
];

/// The names of those that a page loads.
pub fn found(tags: &Tags) -> Vec<&'static str> {
    let is_there = |mark: &&str| {
        tags.scripts.iter().any(|script| {
            script.attribute("src").is_some_and(|source| source.contains(*mark)) || script.text.contains(*mark)
        })
    };
    VENDORS.iter().filter(|(_, marks)| marks.iter().any(is_there)).map(|(name, _)| *name).collect()
}
