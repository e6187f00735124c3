//! Refuses requests that call the service by a name that is not its own.
//!
//! A site elsewhere can point its own name at this machine; to the browser both are then one site, and its
//! scripts could read every page. The name in the request gives that away, and an address of numbers cannot
//! be pointed elsewhere.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderMap, StatusCode, Uri, header, uri::Authority};

use super::plain_text;

const REFUSAL: &str = "The service does not go by this name. Open it by its own address, or start it with \
                       `clientele serve --host NAME`.\n";

/// The names that the service goes by.
#[derive(Debug, Clone)]
pub struct AllowedHosts {
    bound_to: IpAddr,
    names: Vec<String>,
}

impl AllowedHosts {
    /// `localhost` and its addresses, the address that the service is bound to (any address of numbers if it
    /// is bound to all), and these names, without ports.
    pub fn new(bound_to: SocketAddr, names: &[String]) -> Self {
        Self { bound_to: bound_to.ip(), names: names.to_vec() }
    }

    /// True if a request may call the service so: a name or an address, with any port or none.
    pub fn allows(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        let name = authority.host();
        if authority.as_str().contains('@') {
            return false;
        }
        match name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            Ok(address) => {
                address.is_loopback() || address == self.bound_to || self.bound_to.is_unspecified()
            }
            Err(_) => {
                let is_called = |own: &str| own.eq_ignore_ascii_case(name);
                is_called("localhost") || self.names.iter().any(|own| is_called(own))
            }
        }
    }

    fn allow_request(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut named = headers.get_all(header::HOST).iter();
        match (named.next(), named.next()) {
            (Some(host), None) => host.to_str().is_ok_and(|host| self.allows(host)),
            (None, None) => uri.authority().is_some_and(|host| self.allows(host.as_str())),
            _ => false,
        }
    }
}

pub(super) async fn refuse_other_names(hosts: Arc<AllowedHosts>, request: Request, next: Next) -> Response {
    if !hosts.allow_request(request.uri(), request.headers()) {
        return plain_text(StatusCode::MISDIRECTED_REQUEST, REFUSAL);
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn bound_to(address: &str, names: &[&str]) -> AllowedHosts {
        let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        AllowedHosts::new(address.parse().expect("an address"), &names)
    }

    #[track_caller]
    fn check(hosts: &AllowedHosts, allowed: &[&str], refused: &[&str]) {
        for host in allowed {
            assert!(hosts.allows(host), "{host} is allowed by {hosts:?}");
        }
        for host in refused {
            assert!(!hosts.allows(host), "{host} is refused by {hosts:?}");
        }
    }

    #[test]
    fn bound_to_this_machine_it_goes_by_the_names_of_this_machine() {
        let allowed = ["localhost", "LocalHost:3000", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:3000"];
        let refused = [
            "evil.example",
            "evil.example:3000",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.168.1.5",
            "[fe80::1]",
            "localhost@evil.example",
            "evil.example@localhost",
            "",
            ":3000",
            "local host",
        ];
        check(&bound_to("127.0.0.1:3000", &[]), &allowed, &refused);
        check(&bound_to("[::1]:3000", &[]), &allowed, &refused);
    }

    #[test]
    fn bound_to_one_address_it_goes_by_that_address() {
        let hosts = bound_to("192.168.1.5:3000", &[]);
        check(&hosts, &["192.168.1.5", "192.168.1.5:3000"], &["192.168.1.6", "shop.example", "[fe80::1]"]);
    }

    #[test]
    fn bound_to_all_addresses_it_goes_by_any_address_of_numbers() {
        for address in ["0.0.0.0:3000", "[::]:3000"] {
            let hosts = bound_to(address, &[]);
            check(
                &hosts,
                &["10.0.0.7:3000", "[fe80::1]", "localhost"],
                &["shop.example", "10.0.0.7.example"],
            );
        }
    }

    #[test]
    fn names_that_are_given_are_its_own() {
        for address in ["127.0.0.1:3000", "192.168.1.5:3000", "0.0.0.0:3000"] {
            let hosts = bound_to(address, &["shop.example", "shop"]);
            let refused = ["evil.shop.example", "shop.example.evil", "example"];
            check(&hosts, &["shop.example", "Shop.Example:443", "shop"], &refused);
        }
    }

    #[test]
    fn a_request_names_its_host_once() {
        let hosts = bound_to("127.0.0.1:3000", &[]);
        let with = |named: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for host in named {
                headers.append(header::HOST, HeaderValue::from_static(host));
            }
            headers
        };
        let path = Uri::from_static("/segments");
        assert!(hosts.allow_request(&path, &with(&["localhost"])));
        assert!(!hosts.allow_request(&path, &with(&[])));
        assert!(!hosts.allow_request(&path, &with(&["localhost", "evil.example"])));
        assert!(!hosts.allow_request(&path, &with(&["evil.example"])));
        assert!(hosts.allow_request(&Uri::from_static("http://localhost/segments"), &with(&[])));
        assert!(!hosts.allow_request(&Uri::from_static("http://evil.example/"), &with(&[])));
    }
}
