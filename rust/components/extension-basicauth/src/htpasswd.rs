//! The format of htpasswd files: `name:password` a line.

use crate::hash::Hash;

/// More lines that are wrong are not told.
const MOST_PROBLEMS: usize = 20;

/// The users of a file, in the order of its lines; or what is wrong with which lines, without what
/// is secret. Empty lines and those that begin with `#` are left out.
pub(crate) fn read(content: &[u8]) -> Result<Vec<(String, Hash)>, Vec<String>> {
    let (mut users, mut problems) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(content.split(|byte| *byte == b'\n')) {
        let line = line.trim_ascii();
        if line.is_empty() || line.starts_with(b"#") {
            continue;
        }
        match user(line) {
            Ok(user) => users.push(user),
            Err(_) if problems.len() == MOST_PROBLEMS => break,
            Err(problem) => problems.push(format!("line {number}: {problem}")),
        }
    }
    if problems.is_empty() { Ok(users) } else { Err(problems) }
}

fn user(line: &[u8]) -> Result<(String, Hash), String> {
    let colon = line.iter().position(|byte| *byte == b':');
    let (name, rest) = line.split_at(colon.ok_or("there is no colon after the name")?);
    let name = str::from_utf8(name).map_err(|_| "the name is not UTF-8")?;
    if name.is_empty() {
        return Err("the name is empty".to_owned());
    }
    Ok((name.to_owned(), Hash::parse(&rest[1..])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_user_a_line() {
        let content =
            b"\n# who may look\n alice:one \r\nbob:t:w:o\n\xc3\xa9ve:\xff\n  \nalice:three";
        let users = read(content).unwrap();
        let names: Vec<&str> = users.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["alice", "bob", "\u{e9}ve", "alice"]);
        let passwords: [&[u8]; 4] = [b"one", b"t:w:o", b"\xff", b"three"];
        for ((_, hash), password) in users.iter().zip(passwords) {
            assert!(hash.matches(password));
        }
    }

    #[test]
    fn tells_which_lines_are_wrong() {
        let content = b"alice:one\nbob\n:hush\n\ncarol:\n\xff:x\ndave:$y$hush\n";
        let problems = read(content).err().unwrap();
        let lines: Vec<&str> = problems.iter().filter_map(|it| it.split(':').next()).collect();
        assert_eq!(lines, ["line 2", "line 3", "line 5", "line 6", "line 7"]);
        assert!(!problems.concat().contains("hush"), "{problems:?}");
        assert_eq!(read(&b"x\n".repeat(1000)).err().unwrap().len(), 20);
    }
}
