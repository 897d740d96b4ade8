//! One thing that a form asks for, and where it is in the town's files.

/// How a value is typed and written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// One line.
    Line,
    /// Several lines as one text.
    Text,
    /// A list of lines.
    List,
    /// A whole number.
    Whole,
    /// A number.
    Decimal,
    /// A box: `yes` or nothing.
    Flag,
    /// A day, written as text where there was none.
    Day,
    /// A day, written as a date where there was none.
    Date,
    /// A time of day.
    Time,
    /// One of these, each with its words.
    Choice(Vec<(String, String)>),
    /// Any of these, each with its words; one a line.
    Several(Vec<(String, String)>),
    /// The text of a page.
    Body,
}

/// Where a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPlace {
    /// The file below `content/`.
    pub path: String,
    /// Where in it.
    pub key: PlaceKey,
}

/// Where in a file a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceKey {
    /// At the end of these steps.
    Value(Vec<PlaceStep>, PlacePart),
    /// The row at the end of these steps, which the value `yes` takes away.
    RowGone(Vec<PlaceStep>),
    /// The whole file, which the value `yes` takes away.
    FileGone,
    /// The text below the front matter.
    Body,
}

/// A step towards a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceStep {
    /// Into the table's key.
    Key(String),
    /// Into the row of a list of tables that says this.
    Row {
        /// Under which key.
        by: String,
        /// What.
        is: String,
    },
}

/// Which part of a moment a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacePart {
    /// All of it.
    Whole,
    /// Its day.
    Day,
    /// Its time of day in Japan.
    Time,
}

/// One thing that a form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditField {
    /// Its name in the form.
    pub name: String,
    /// How it is typed.
    pub kind: ValueKind,
    /// What is asked for.
    pub label: String,
    /// Help, possibly empty.
    pub hint: String,
    /// Where its value is; several where one thing is written in several places, nowhere where it is worked out from.
    pub places: Vec<FieldPlace>,
    /// Whether it may stay empty: it is then taken out of the file.
    pub optional: bool,
    /// What it says unless the file says something.
    pub default: String,
    /// Whether nobody types it: it follows from what is typed, and is never chosen between two editors.
    pub is_derived: bool,
}

impl FieldPlace {
    /// The value of a key below these keys.
    pub fn value(path: &str, keys: &[&str]) -> FieldPlace {
        FieldPlace::steps(path, keys.iter().map(|key| PlaceStep::key(key)).collect())
    }

    /// The value at the end of these steps.
    pub fn steps(path: &str, steps: Vec<PlaceStep>) -> FieldPlace {
        FieldPlace {
            path: path.to_owned(),
            key: PlaceKey::Value(steps, PlacePart::Whole),
        }
    }

    /// Part of the moment that a key below these keys says.
    pub fn part(path: &str, keys: &[&str], part: PlacePart) -> FieldPlace {
        let steps = keys.iter().map(|key| PlaceStep::key(key)).collect();
        FieldPlace {
            path: path.to_owned(),
            key: PlaceKey::Value(steps, part),
        }
    }

    /// The text of a page.
    pub fn body(path: &str) -> FieldPlace {
        FieldPlace {
            path: path.to_owned(),
            key: PlaceKey::Body,
        }
    }

    /// Whether this is a value of the row or file that `gone` takes away.
    pub(crate) fn goes_with(&self, gone: &FieldPlace) -> bool {
        match (&self.key, &gone.key) {
            (PlaceKey::Value(..) | PlaceKey::Body, PlaceKey::FileGone) => self.path == gone.path,
            (PlaceKey::Value(steps, _), PlaceKey::RowGone(row)) => {
                self.path == gone.path && steps.starts_with(row)
            }
            _ => false,
        }
    }

    /// The rows that the value is in, from the outermost on.
    fn rows(&self) -> impl Iterator<Item = FieldPlace> {
        let steps: &[PlaceStep] = match &self.key {
            PlaceKey::Value(steps, _) => steps,
            PlaceKey::RowGone(_) | PlaceKey::FileGone | PlaceKey::Body => &[],
        };
        let is_row = |at: &usize| matches!(steps[*at], PlaceStep::Row { .. });
        let ends = (0..steps.len()).filter(is_row);
        ends.map(|end| FieldPlace {
            path: self.path.clone(),
            key: PlaceKey::RowGone(steps[..=end].to_vec()),
        })
    }

    /// The key that the value is under, as the check names it.
    pub fn last_key(&self) -> Option<&str> {
        let (PlaceKey::Value(steps, _) | PlaceKey::RowGone(steps)) = &self.key else {
            return None;
        };
        steps.iter().rev().find_map(|step| match step {
            PlaceStep::Key(key) => Some(key.as_str()),
            PlaceStep::Row { .. } => None,
        })
    }
}

impl PlaceStep {
    /// Into a key.
    pub fn key(key: &str) -> PlaceStep {
        PlaceStep::Key(key.to_owned())
    }

    /// Into a row.
    pub fn row(by: &str, is: &str) -> PlaceStep {
        PlaceStep::Row {
            by: by.to_owned(),
            is: is.to_owned(),
        }
    }
}

impl EditField {
    /// A field with its words: the first line is what is asked for, the rest is help.
    pub fn new(name: &str, kind: ValueKind, words: &str, place: FieldPlace) -> EditField {
        EditField::typed(name, kind, words).at(place)
    }

    /// A field that is nowhere in a file.
    pub fn typed(name: &str, kind: ValueKind, words: &str) -> EditField {
        let (label, hint) = words.split_once('\n').unwrap_or((words, ""));
        EditField {
            name: name.to_owned(),
            kind,
            label: label.trim().to_owned(),
            hint: hint.trim().to_owned(),
            places: Vec::new(),
            optional: false,
            default: String::new(),
            is_derived: false,
        }
    }

    /// Nobody types it.
    pub fn derived(mut self) -> EditField {
        self.is_derived = true;
        self
    }

    /// It is written there too.
    pub fn at(mut self, place: FieldPlace) -> EditField {
        self.places.push(place);
        self
    }

    /// The rows that its values are in.
    pub(crate) fn rows(&self) -> Vec<FieldPlace> {
        self.places.iter().flat_map(FieldPlace::rows).collect()
    }

    /// It may stay empty.
    pub fn optional(mut self) -> EditField {
        self.optional = true;
        self
    }

    /// It says this unless the file says something.
    pub fn or(mut self, default: &str) -> EditField {
        default.clone_into(&mut self.default);
        self
    }
}
