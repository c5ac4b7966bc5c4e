use ferrule::ConfigProblem;

/// Which requests the health check answers. As in Go, a path that ends with a slash stands for all
/// below it, and without the slash redirects there.
#[derive(Clone, Debug)]
pub(crate) struct Mount {
    path: String,
}

/// What to do with a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    Health,
    Redirect(&'a str),
    NotFound,
}

impl Mount {
    pub(crate) fn new(path: &str) -> Result<Self, ConfigProblem> {
        if !path.starts_with('/') {
            let message = format!("the path `{path}` does not start with /");
            return Err(ConfigProblem::new("/path", message).hint(format!("write /{path}")));
        }
        if path.contains(['{', '}']) {
            let message = "not supported yet: wildcards in the path";
            return Err(ConfigProblem::new("/path", message).hint("write a plain path"));
        }
        if !path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'?' && byte != b'#') {
            let message = format!("`{path}` is not the path of a URL");
            return Err(ConfigProblem::new("/path", message).hint("write it percent-encoded"));
        }
        Ok(Self { path: path.to_owned() })
    }

    pub(crate) fn route(&self, requested: &str) -> Route<'_> {
        let subtree = self.path.ends_with('/');
        if requested == self.path || subtree && requested.starts_with(&self.path) {
            Route::Health
        } else if subtree && requested == &self.path[..self.path.len() - 1] {
            Route::Redirect(&self.path)
        } else {
            Route::NotFound
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_answers_for_everything() {
        let mount = Mount::new("/").unwrap();
        for path in ["/", "/health", "/a/b"] {
            assert_eq!(mount.route(path), Route::Health, "{path}");
        }
    }

    #[test]
    fn a_path_without_a_slash_answers_for_itself() {
        let mount = Mount::new("/health/status").unwrap();
        assert_eq!(mount.route("/health/status"), Route::Health);
        for path in ["/", "/health", "/health/status/", "/health/status/x"] {
            assert_eq!(mount.route(path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn a_path_with_a_slash_answers_for_all_below() {
        let mount = Mount::new("/health/").unwrap();
        assert_eq!(mount.route("/health/x"), Route::Health);
        assert_eq!(mount.route("/health"), Route::Redirect("/health/"));
        assert_eq!(mount.route("/healthy"), Route::NotFound);
    }

    #[test]
    fn refuses_what_is_no_path() {
        for path in ["", "health", "/{id}", "/a b", "/a?b", "/\u{e9}"] {
            assert!(Mount::new(path).is_err(), "{path}");
        }
    }
}
