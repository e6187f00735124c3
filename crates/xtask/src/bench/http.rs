use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    time::Duration,
};

use anyhow::{Context, Result, ensure};

const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// A loopback address that nothing listens on.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// Asks for a path.
pub fn get(address: SocketAddr, path: &str) -> Result<Vec<u8>> {
    exchange(address, &format!("GET {path} HTTP/1.1\r\n{}\r\n", headers(address)))
}

/// Posts JSON as the server's own pages do.
pub fn post_json(address: SocketAddr, path: &str, body: &str) -> Result<Vec<u8>> {
    let length = body.len();
    exchange(
        address,
        &format!(
            "POST {path} HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}",
            headers(address)
        ),
    )
}

fn headers(address: SocketAddr) -> String {
    format!("Host: {address}\r\nSec-Fetch-Site: same-origin\r\nAccept: */*\r\nConnection: close\r\n")
}

fn exchange(address: SocketAddr, request: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(ANSWER_WITHIN))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let status = answer.split(|byte| *byte == b'\r').next().unwrap_or_default();
    let first_line = request.lines().next().unwrap_or_default();
    ensure!(
        status.starts_with(b"HTTP/1.1 200"),
        "{first_line}: the server answered {:?}",
        String::from_utf8_lossy(status)
    );
    let head_end = answer.windows(4).position(|window| window == b"\r\n\r\n");
    Ok(answer.split_off(head_end.context("the answer has no end of headers")? + 4))
}
