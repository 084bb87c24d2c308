//! The words that stand for the small types of records, in every output alike.

use super::{Basis, Flag, Form, Kind, Lang, Role};

impl Kind {
    /// The kinds, in the order in which summaries tell them.
    pub const ALL: [Self; 3] = [Self::Indicator, Self::Measure, Self::Programme];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::Measure => "measure",
            Self::Programme => "programme",
        }
    }
}

impl Lang {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
}

impl Role {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Target => "target",
            Self::Actual => "actual",
        }
    }
}

impl Form {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Statement => "statement",
            Self::Progress => "progress",
        }
    }
}

impl Basis {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fiscal => "fiscal",
            Self::Calendar => "calendar",
        }
    }
}

impl Flag {
    pub fn code(self) -> &'static str {
        self.words().0
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[test]
    fn the_codes_are_those_of_the_json() {
        fn json(value: impl Serialize) -> String {
            serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
        }
        assert!(Kind::ALL.iter().all(|kind| json(kind) == kind.code()));
        for role in [Role::Baseline, Role::Target, Role::Actual] {
            assert_eq!(json(role), role.code());
        }
        for form in [Form::Heading, Form::Statement, Form::Progress] {
            assert_eq!(json(form), form.code());
        }
        assert_eq!([json(Lang::Ja), json(Lang::En)], [Lang::Ja.code(), Lang::En.code()]);
        assert_eq!([json(Basis::Fiscal), json(Basis::Calendar)], [Basis::Fiscal.code(), Basis::Calendar.code()]);
        assert_eq!(json(Flag::RoleByOrder), Flag::RoleByOrder.code());
    }
}
