//! The word that a typo was meant to be.

/// The known word that `word` was probably meant to be.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if word.len() > 64 {
        return None;
    }
    let word = word.to_lowercase();
    let closest = known.iter().map(|candidate| (distance(&word, &candidate.to_lowercase()), *candidate)).min()?;
    // A third of the letters wrong is still a typo; more is another word.
    (closest.0 <= 1.max(word.chars().count() / 3)).then_some(closest.1)
}

/// How many letters must be added, left out, replaced or swapped with their neighbour (Damerau and Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=left.len() {
        rows[i][0] = i;
        for j in 1..=right.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_recognised_and_another_word_is_not() {
        assert_eq!(nearest("extrenal_id", &["external_id", "records"]), Some("external_id"));
        assert_eq!(nearest("emial", &["email", "name"]), Some("email"));
        assert_eq!(nearest("externalId", &["external_id", "records"]), Some("external_id"));
        assert_eq!(nearest("deskbell_lisen", &["DESKBELL_LISTEN", "DESKBELL_SECRET"]), Some("DESKBELL_LISTEN"));
        assert_eq!(nearest("colour", &["external_id", "records"]), None);
    }
}
