//! The number of a worker's order.

/// The number of a worker's order: the placement's, and a letter for the worker.
pub fn order_number(placement: impl std::fmt::Display, worker: u32) -> String {
    format!("{placement}-{}", letter(worker))
}

/// The number of a placement's quotes.
pub fn quote_number(placement: impl std::fmt::Display) -> String {
    format!("{placement}-Q")
}

/// a, b, …, z, aa, ab, …
fn letter(number: u32) -> String {
    let mut rest = number.max(1);
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        // Less than 26.
        letters.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_are_lettered_as_columns_are() {
        let letters: Vec<_> = [1, 2, 26, 27, 28].into_iter().map(letter).collect();
        assert_eq!(letters, ["a", "b", "z", "aa", "ab"]);
    }
}
