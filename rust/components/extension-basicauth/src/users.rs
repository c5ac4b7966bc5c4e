use std::collections::HashMap;

use crate::hash::Hash;

/// Who is let in.
#[derive(Default)]
pub(crate) struct Users {
    by_name: HashMap<String, Hash>,
    /// The name whose password costs most to try.
    costliest: String,
}

impl FromIterator<(String, Hash)> for Users {
    /// Of two users of one name the later counts.
    fn from_iter<I: IntoIterator<Item = (String, Hash)>>(users: I) -> Self {
        let by_name: HashMap<String, Hash> = users.into_iter().collect();
        let costliest = by_name.iter().max_by_key(|(_, hash)| hash.work());
        let costliest = costliest.map(|(name, _)| name.clone()).unwrap_or_default();
        Self { by_name, costliest }
    }
}

impl Users {
    pub(crate) fn count(&self) -> usize {
        self.by_name.len()
    }

    /// Whether there is such a user with that password. A name that is not there takes as long as
    /// one that is, so that the time does not tell.
    pub(crate) fn know(&self, name: &str, password: &[u8]) -> bool {
        let known = self.by_name.get(name);
        let tried = known.or_else(|| self.by_name.get(&self.costliest));
        let matches = tried.is_some_and(|hash| hash.matches(password));
        matches && known.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn users(lines: &[(&str, &str)]) -> Users {
        let hash = |password: &str| Hash::parse(password.as_bytes()).unwrap();
        lines.iter().map(|(name, password)| ((*name).to_owned(), hash(password))).collect()
    }

    #[test]
    fn the_later_line_counts() {
        let users = users(&[("alice", "old"), ("bob", "b"), ("alice", "new")]);
        assert_eq!(users.count(), 2);
        assert!(users.know("alice", b"new") && users.know("bob", b"b"));
        assert!(!users.know("alice", b"old") && !users.know("bob", b"new"));
    }

    #[test]
    fn nobody_else_is_known() {
        let known = users(&[("alice", "a")]);
        for (name, password) in [("Alice", "a"), ("", "a"), ("", ""), ("bob", "a")] {
            assert!(!known.know(name, password.as_bytes()), "{name}");
        }
        assert!(!users(&[]).know("", b""));
    }

    #[test]
    fn a_name_that_is_not_there_costs_as_much_as_the_costliest() {
        let users = users(&[("a", "plain"), ("b", "$1$q$uecWb6UPNrHSLQtwQJs8/."), ("c", "plain")]);
        assert_eq!(users.costliest, "b");
    }
}
