//! What the last sentence of a block told, for the block right behind it: ○ 死亡率は67.1まで下がった。 / ○ 令和11年には60.0以下とする。

use crate::layout::Kind;
use crate::record::Lang;
use crate::rules::Sentences;

use super::super::Extractor;
use super::super::making::Here;
use super::join::Memory;
use super::name;

/// A quantity that was spoken of last; where it stands is kept by [`super::standing`].
#[derive(Debug)]
pub(in super::super) struct Carried {
    block: usize,
    pub name: String,
    /// In which units it was told; empty where there is none.
    pub units: Vec<String>,
}

impl Carried {
    /// What a block leaves behind, where its last sentence told of something that counts.
    pub(super) fn of(here: &Here<'_>, memory: &Memory, data: &Sentences) -> Option<Self> {
        let counted = memory.name.as_ref().filter(|name| name::counts(name, data) && !memory.units.is_empty());
        let name = counted.filter(|_| here.cell.is_none() && here.lang == Lang::Ja && memory.told.len() == 1)?;
        Some(Self { block: here.block, name: name.clone(), units: memory.units.clone() })
    }
}

impl Extractor<'_> {
    /// Whether a block goes on with the one right before it: another item of its list, or another paragraph.
    pub(super) fn carries_on(&self, here: &Here<'_>, carried: &Carried) -> bool {
        let kind = |at: usize| match self.document.blocks[at].kind {
            Kind::Item => Some(true),
            Kind::Paragraph => Some(false),
            _ => None,
        };
        let alike = kind(here.block).is_some() && kind(here.block) == kind(carried.block);
        here.cell.is_none() && here.lang == Lang::Ja && here.block == carried.block + 1 && alike
    }
}
