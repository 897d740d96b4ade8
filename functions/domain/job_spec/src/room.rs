//! How much sheets may say together, so that their paper can be printed and leaves by mail.

use crate::JobSpec;

/// The most room of all sheets that are sent or printed together, in letters. Filled with every letter there is, they
/// make a file that a mail of 5 MB carries; lists of short lines, some forty pages.
pub const MOST_ROOM: usize = 32_000;

/// The letters that a line takes the room of, however short it is. So many a line may a text have that fills its field.
const LINE: usize = 20;

impl JobSpec {
    /// The room that its texts take on paper, in letters.
    pub fn room(&self) -> usize {
        self.fields.iter().map(|field| room(&field.value)).sum()
    }
}

/// Of sheets that say too much together, the one that says most.
pub fn too_long(specs: &[JobSpec]) -> Option<&JobSpec> {
    let all: usize = specs.iter().map(JobSpec::room).sum();
    let longest = specs.iter().max_by_key(|spec| spec.room());
    longest.filter(|_| all > MOST_ROOM)
}

fn room(text: &str) -> usize {
    let lines = text.lines();
    lines.map(|line| line.chars().count().max(LINE)).sum()
}

#[cfg(test)]
mod tests {
    use super::room;

    #[test]
    fn a_short_line_takes_the_room_of_a_line() {
        assert_eq!(room(""), 0);
        assert_eq!(room("あ\nい"), 40);
        assert_eq!(room(&"見".repeat(300)), 300);
    }
}
