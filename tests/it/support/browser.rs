//! A browser without script: keeps cookies, sends forms, follows no redirect by itself.

use std::collections::BTreeMap;

use reqwest::{Client, Method, RequestBuilder, redirect::Policy};

/// A browser with its own cookies.
pub struct Browser {
    address: String,
    client: Client,
    pub cookies: BTreeMap<String, String>,
    /// Sent with every request, beside what a browser sends by itself.
    pub headers: Vec<(&'static str, String)>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub body: String,
    headers: Vec<(String, String)>,
}

impl Browser {
    pub fn new(address: &str) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { address: address.to_owned(), client, cookies: BTreeMap::new(), headers: Vec::new() }
    }

    /// The same browser as if somewhere else.
    pub fn at(mut self, address: &str) -> Self {
        self.headers.push(("x-test-address", address.to_owned()));
        self
    }

    /// The same browser as if over HTTPS.
    pub fn over_https(mut self) -> Self {
        self.headers.push(("x-test-https", "yes".to_owned()));
        self
    }

    /// Follows a link.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path);
        self.send(request).await
    }

    /// Sends a form of our own page.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(path, fields, &[("sec-fetch-site", "same-origin")]).await
    }

    /// Sends a form with exactly these headers about where it comes from.
    pub async fn post_with(&mut self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request =
            self.request(Method::POST, path).header("content-type", "application/x-www-form-urlencoded").body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request).await
    }

    /// Sends a form of our own page with a file in it.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], (name, file): (&str, &[u8])) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.as_bytes());
        }
        let head = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"picture.png\"\r\n\r\n");
        body.extend(head.as_bytes());
        body.extend(file);
        body.extend(b"\r\n--x--\r\n");
        let request = self.request(Method::POST, path).header("content-type", "multipart/form-data; boundary=x");
        self.send(request.header("sec-fetch-site", "same-origin").body(body)).await
    }

    /// A request with this browser's cookies and headers.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.client.request(method, format!("{}{path}", self.address));
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request
    }

    /// Sends a request and keeps the cookies of the answer.
    pub async fn send(&mut self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let headers: Vec<_> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let answer = Answer { status, headers, body: response.text().await.unwrap() };
        for line in answer.all("set-cookie") {
            let (name, rest) = line.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}

impl Answer {
    /// The value of a header, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Every value of a header.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}
