//! Which content type Go's server gives to a body that comes without one.

const HTML: [&str; 17] = [
    "<!doctype html",
    "<html",
    "<head",
    "<script",
    "<iframe",
    "<h1",
    "<div",
    "<font",
    "<table",
    "<a",
    "<style",
    "<title",
    "<b",
    "<body",
    "<br",
    "<p",
    "<!--",
];

/// The content type of a text; None for an empty one, which has no header.
pub(crate) fn content_type(body: &str) -> Option<&'static str> {
    if body.is_empty() {
        return None;
    }
    let head = head(body);
    let text = head.trim_start_matches(['\t', '\n', '\x0c', '\r', ' ']);
    if HTML.iter().any(|tag| starts_with_tag(text, tag)) {
        Some("text/html; charset=utf-8")
    } else if text.starts_with("<?xml") {
        Some("text/xml; charset=utf-8")
    } else if head.chars().any(is_binary) {
        Some("application/octet-stream")
    } else {
        Some("text/plain; charset=utf-8")
    }
}

/// No more than this counts.
fn head(body: &str) -> &str {
    let mut end = body.len().min(512);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    &body[..end]
}

fn starts_with_tag(text: &str, tag: &str) -> bool {
    let Some((start, rest)) = text.split_at_checked(tag.len()) else { return false };
    start.eq_ignore_ascii_case(tag) && rest.starts_with([' ', '>'])
}

fn is_binary(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0b' | '\x0e'..='\x1a' | '\x1c'..='\x1f')
}

#[cfg(test)]
mod tests {
    use super::content_type;

    #[test]
    fn knows_the_types_that_go_knows() {
        for (body, expected) in [
            ("", None),
            ("ALL OK", Some("text/plain; charset=utf-8")),
            ("{\"status\":\"ok\"}", Some("text/plain; charset=utf-8")),
            ("  <HTML >", Some("text/html; charset=utf-8")),
            ("<p>fine</p>", Some("text/html; charset=utf-8")),
            ("<pre>fine</pre>", Some("text/plain; charset=utf-8")),
            ("<?xml version=\"1.0\"?>", Some("text/xml; charset=utf-8")),
            ("\u{1}", Some("application/octet-stream")),
        ] {
            assert_eq!(content_type(body), expected, "{body}");
        }
    }
}
