//! The parts of a zip archive, unpacked within bounds, and how they refer to each other.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::{OfficeError, xml};

/// All parts that are read unpack to no more, in bytes.
pub(super) const MOST: u64 = 256 << 20;

/// Properties of a file are no longer, in bytes.
const LONGEST_PROPERTIES: u64 = 1 << 16;

/// What the properties of an office file say of it.
pub fn description(path: &Path) -> Option<String> {
    let mut zip = ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let mut text = String::new();
    zip.by_name("docProps/core.xml").ok()?.take(LONGEST_PROPERTIES).read_to_string(&mut text).ok()?;
    let tree = xml::parse(&text, "docProps/core.xml").ok()?;
    xml::below(tree.root_element(), "description").next()?.text().map(str::to_owned)
}

pub(super) struct Package {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// The parts by their names, which are told apart without regard to case.
    names: HashMap<String, usize>,
    left: u64,
}

impl Package {
    pub fn open(bytes: Vec<u8>) -> Result<Self, OfficeError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(OfficeError::damaged)?;
        let name = |at| Some((plain(&zip.name_for_index(at)?.ok()?), at));
        let names = (0..zip.len()).filter_map(name).collect();
        Ok(Self { zip, names, left: MOST })
    }

    /// The text of a part; none where there is no such part.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, OfficeError> {
        let Some(&at) = self.names.get(&plain(name)) else { return Ok(None) };
        let part = match self.zip.by_index(at) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(OfficeError::Encrypted),
            Err(error) => return Err(OfficeError::damaged(format!("{name}: {error}"))),
        };
        let mut bytes = Vec::new();
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.left {
            return Err(OfficeError::TooLarge(MOST));
        }
        read.map_err(|error| OfficeError::damaged(format!("{name}: {error}")))?;
        self.left -= bytes.len() as u64;
        decoded(bytes).map(Some).ok_or_else(|| OfficeError::damaged(format!("{name}: it is no text")))
    }

    /// The text of a part that must be there.
    pub fn required(&mut self, name: &str) -> Result<String, OfficeError> {
        self.text(name)?.ok_or_else(|| OfficeError::damaged(format!("{name} is missing")))
    }

    /// The name of the part that holds the document.
    pub fn main_part(&mut self) -> Result<Option<String>, OfficeError> {
        let Some(text) = self.text("_rels/.rels")? else { return Ok(None) };
        let tree = xml::parse(&text, "_rels/.rels")?;
        let main = xml::below(tree.root_element(), "Relationship")
            .find(|one| xml::attribute(*one, "Type").is_some_and(|kind| kind.ends_with("/officeDocument")));
        Ok(main.and_then(|one| xml::attribute(one, "Target")).map(|target| resolved("", target)))
    }

    /// The name of the root element of a part.
    pub fn root(&mut self, name: &str) -> Result<Option<String>, OfficeError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        // It is read again by whoever knows what it is.
        self.left += text.len() as u64;
        Ok(Some(xml::parse(&text, name)?.root_element().tag_name().name().to_owned()))
    }

    /// The parts that a part refers to, by the ids that it calls them, with their types.
    pub fn relations(&mut self, of: &str) -> Result<BTreeMap<String, (String, String)>, OfficeError> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(text) = self.text(&name)? else { return Ok(BTreeMap::new()) };
        let tree = xml::parse(&text, &name)?;
        let relations = xml::below(tree.root_element(), "Relationship").filter_map(|one| {
            let kind = xml::attribute(one, "Type")?.rsplit('/').next()?.to_owned();
            let target = resolved(folder, xml::attribute(one, "Target")?);
            Some((xml::attribute(one, "Id")?.to_owned(), (target, kind)))
        });
        Ok(relations.collect())
    }
}

/// A part's name from the folder of the part that refers to it.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

fn plain(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// XML is UTF-8, or UTF-16 with a mark.
fn decoded(bytes: Vec<u8>) -> Option<String> {
    match bytes.as_slice() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            // The mark tells which of the two it is.
            let (text, _, damaged) = encoding_rs::UTF_8.decode(&bytes);
            (!damaged).then(|| text.into_owned())
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes).ok(),
    }
}
