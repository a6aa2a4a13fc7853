//! The table that the loader's own implementation must agree with too.

use deskbell::sites::{
    PageRule,
    page_rules::{Act, Decision, Device, Page, decide},
};
use serde_json::Value;

fn rule(given: &Value) -> PageRule {
    let text = |name: &str| given[name].as_str().map(str::to_owned);
    PageRule {
        act: Act::parse(given["do"].as_str().unwrap()).unwrap(),
        path: text("path"),
        query: text("query"),
        device: text("device").map(|word| Device::parse(&word).unwrap()),
        language: text("language"),
        signed_in: given["signed_in"].as_bool(),
    }
}

#[test]
fn every_case_of_the_shared_table_is_decided_as_written() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../data/page_rules.json")).unwrap();
    assert!(cases.len() >= 40);

    for case in &cases {
        let rules: Vec<_> = case["rules"].as_array().unwrap().iter().map(rule).collect();
        let page = &case["page"];
        let page = Page {
            path: page["path"].as_str().unwrap(),
            query: page["query"].as_str().unwrap(),
            device: Device::parse(page["device"].as_str().unwrap()).unwrap(),
            language: page["language"].as_str().unwrap(),
            signed_in: page["signed_in"].as_bool().unwrap(),
        };

        let Decision { shows, purpose } = decide(&rules, &page);

        assert_eq!(Some(shows), case["shows"].as_bool(), "{case}");
        assert_eq!(purpose.map(|purpose| purpose.as_str()), case["purpose"].as_str(), "{case}");
    }
}
