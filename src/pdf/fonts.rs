//! What a font's dictionary and program tell that hayro does not pass on: the meaning of
//! characters without ToUnicode, the height of its letters, whether it is bold.
//!
//! hayro hands out glyphs with the program and the name of their font, not its dictionary;
//! the dictionary is found again among those the page can name.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::OnceLock;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_interpret::font::{OutlineFontData, OutlineGlyph};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString};
use hayro_syntax::page::{Page as RawPage, Resources};
use skrifa::MetadataProvider;
use skrifa::raw::TableProvider;

/// Forms may name forms; deeper than this is a trap.
const DEEPEST: usize = 8;
const FORCE_BOLD: u32 = 1 << 18;

/// What is known of a font.
#[derive(Debug)]
pub(super) struct Facts {
    /// Above the baseline, in em.
    pub ascent: f32,
    /// Below the baseline, in em, negative.
    pub descent: f32,
    pub bold: bool,
    /// Its program is in the document.
    pub embedded: bool,
    mending: Mending,
}

/// The ways to a character's meaning where the font has no ToUnicode for it.
#[derive(Debug, Default)]
struct Mending {
    encoding: Option<CMap>,
    family: Option<CidFamily>,
    program: Option<OutlineProgram>,
    by_glyph: OnceCell<HashMap<u32, char>>,
}

/// The bytes of an embedded font program.
struct OutlineProgram(hayro_interpret::font::FontData);

impl std::fmt::Debug for OutlineProgram {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OutlineProgram")
    }
}

impl Default for Facts {
    /// The em box of Japanese type.
    fn default() -> Self {
        Self { ascent: 0.88, descent: -0.12, bold: false, embedded: true, mending: Mending::default() }
    }
}

impl Facts {
    /// The meaning of a character that ToUnicode does not tell.
    pub fn mended(&self, glyph: &OutlineGlyph) -> Option<String> {
        self.by_collection(glyph.char_code()).or_else(|| self.by_program(glyph.glyph_id().to_u32()))
    }

    /// Whether the font has such a glyph, as far as its program tells.
    pub fn has(&self, glyph: &OutlineGlyph) -> bool {
        let program = self.mending.program.as_ref().map(|program| program.0.as_ref().as_ref());
        let glyphs =
            program.and_then(|bytes| skrifa::FontRef::new(bytes).ok()?.maxp().ok().map(|maxp| maxp.num_glyphs()));
        self.embedded && glyphs.is_none_or(|count| glyph.glyph_id().to_u32() < count.into())
    }

    /// Fonts of Adobe-Japan1 and its sisters number their characters alike: code → CID → Unicode.
    fn by_collection(&self, code: u32) -> Option<String> {
        let encoding = self.mending.encoding.as_ref()?;
        let cid = (1..=4).find_map(|length| encoding.lookup_cid_code(code, length))?;
        match collection(self.mending.family.as_ref()?)?.lookup_bf_string(cid)? {
            BfString::Char(c) => Some(c.to_string()),
            BfString::String(text) => Some(text),
        }
    }

    /// A TrueType program may still hold the table that leads from Unicode to its glyphs.
    fn by_program(&self, glyph: u32) -> Option<String> {
        let program = self.mending.program.as_ref()?;
        let table = self.mending.by_glyph.get_or_init(|| reversed(program.0.as_ref().as_ref()));
        table.get(&glyph).map(char::to_string)
    }
}

/// Glyph → character, from a font's own table; the plainer of two characters wins.
fn reversed(program: &[u8]) -> HashMap<u32, char> {
    let mut table = HashMap::new();
    let Ok(font) = skrifa::FontRef::new(program) else { return table };
    for (code, glyph) in font.charmap().mappings() {
        let Some(c) = char::from_u32(code) else { continue };
        let kept = table.entry(glyph.to_u32()).or_insert(c);
        if rank(c) < rank(*kept) {
            *kept = c;
        }
    }
    table.remove(&0);
    table
}

/// Private, compatibility and radical characters stand behind plain ones of the same shape.
fn rank(c: char) -> u8 {
    match c {
        '\u{e000}'..='\u{f8ff}' => 2,
        '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => 1,
        _ => 0,
    }
}

/// CID → Unicode of a character collection; read once, whatever the document.
fn collection(family: &CidFamily) -> Option<&'static CMap> {
    static JAPAN: OnceLock<Option<CMap>> = OnceLock::new();
    static CHINA: OnceLock<Option<CMap>> = OnceLock::new();
    static TAIWAN: OnceLock<Option<CMap>> = OnceLock::new();
    static KOREA: OnceLock<Option<CMap>> = OnceLock::new();
    let slot = match family {
        CidFamily::AdobeJapan1 => &JAPAN,
        CidFamily::AdobeGB1 => &CHINA,
        CidFamily::AdobeCNS1 => &TAIWAN,
        CidFamily::AdobeKorea1 => &KOREA,
        CidFamily::AdobeIdentity | CidFamily::Custom { .. } => return None,
    };
    slot.get_or_init(|| predefined(family.ucs2_cmap()?)).as_ref()
}

fn predefined(name: CMapName<'_>) -> Option<CMap> {
    CMap::parse(load_embedded(name)?, load_embedded)
}

/// A font program, the name of the font that uses it, and whether it writes downwards.
type Key = (u128, Option<String>, bool);

/// The fonts of a document, as far as they were met.
#[derive(Default)]
pub(super) struct Fonts {
    known: RefCell<HashMap<Key, Rc<Facts>>>,
    plain: Rc<Facts>,
}

impl Fonts {
    /// A font of which nothing is known.
    pub fn plain(&self) -> Rc<Facts> {
        self.plain.clone()
    }

    /// What is known of a glyph's font. Type 1 fonts have no name here and are taken as plain.
    pub fn facts(&self, glyph: &OutlineGlyph, vertical: bool, page: &RawPage<'_>) -> Rc<Facts> {
        let Some(data) = glyph.font_data() else { return self.plain() };
        let key = (data.cache_key, data.postscript_name.clone(), vertical);
        if let Some(facts) = self.known.borrow().get(&key) {
            return facts.clone();
        }
        let facts = Rc::new(read(&data, vertical, page));
        self.known.borrow_mut().insert(key, facts.clone());
        facts
    }
}

/// Finds the dictionary of a font that a page uses, and reads it.
fn read(data: &OutlineFontData, vertical: bool, page: &RawPage<'_>) -> Facts {
    let mut fonts = Vec::new();
    gather(page.resources(), &mut fonts, &mut HashSet::new(), 0);
    if let Some(notes) = page.raw().get::<Array<'_>>(b"Annots") {
        for form in notes.iter::<Dict<'_>>().filter_map(|note| note.get::<Dict<'_>>(b"AP")?.get::<Stream<'_>>(b"N")) {
            if let Some(resources) = form.dict().get::<Dict<'_>>(b"Resources") {
                gather(&Resources::new(resources), &mut fonts, &mut HashSet::new(), 1);
            }
        }
    }
    let named = fonts.iter().filter(|font| base_name(font) == data.postscript_name);
    let best = named.max_by_key(|font| {
        let upright = encoding(font).is_none_or(|(_, is_vertical)| is_vertical == vertical);
        (holds_program(font, data), upright)
    });
    best.map_or_else(Facts::default, |font| facts_of(font, data))
}

/// All fonts that a page's content and its forms can name.
fn gather<'a>(
    resources: &Resources<'a>,
    fonts: &mut Vec<Dict<'a>>,
    seen: &mut HashSet<ObjectIdentifier>,
    depth: usize,
) {
    fonts.extend(resources.fonts.keys().filter_map(|name| resources.fonts.get::<Dict<'_>>(name.as_ref())));
    if depth >= DEEPEST {
        return;
    }
    for name in resources.x_objects.keys() {
        let Some(form) = resources.x_objects.get::<Stream<'_>>(name.as_ref()) else { continue };
        if seen.insert(form.obj_id())
            && let Some(inner) = form.dict().get::<Dict<'_>>(b"Resources")
        {
            gather(&Resources::new(inner), fonts, seen, depth + 1);
        }
    }
}

/// The name of a font without the tag of a subset, as hayro tells it.
fn base_name(font: &Dict<'_>) -> Option<String> {
    let name = font.get::<Name<'_>>(b"BaseFont")?;
    let name = name.as_str();
    Some(match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 => rest.to_owned(),
        _ => name.to_owned(),
    })
}

fn descendant<'a>(font: &Dict<'a>) -> Option<Dict<'a>> {
    font.get::<Array<'_>>(b"DescendantFonts")?.iter::<Dict<'_>>().next()
}

fn descriptor<'a>(font: &Dict<'a>) -> Option<Dict<'a>> {
    descendant(font).as_ref().unwrap_or(font).get(b"FontDescriptor")
}

fn program<'a>(font: &Dict<'a>) -> Option<Stream<'a>> {
    let descriptor = descriptor(font)?;
    [b"FontFile2".as_slice(), b"FontFile3", b"FontFile"].into_iter().find_map(|key| descriptor.get(key))
}

fn holds_program(font: &Dict<'_>, data: &OutlineFontData) -> bool {
    let bytes: &[u8] = data.data.as_ref().as_ref();
    program(font).and_then(|stream| stream.decoded_data().ok().map(|own| *own == *bytes)).unwrap_or(false)
}

/// The map from codes to CIDs of a composite font, and whether it writes downwards.
fn encoding(font: &Dict<'_>) -> Option<(CMap, bool)> {
    let map = match font.get::<Object<'_>>(b"Encoding")? {
        Object::Name(name) => match CMapName::from_bytes(&name) {
            CMapName::IdentityH => CMap::identity_h(),
            CMapName::IdentityV => CMap::identity_v(),
            name => predefined(name)?,
        },
        Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, load_embedded)?,
        _ => return None,
    };
    let vertical = map.metadata().writing_mode == Some(hayro_cmap::WritingMode::Vertical);
    Some((map, vertical))
}

fn facts_of(font: &Dict<'_>, data: &OutlineFontData) -> Facts {
    let encoding = encoding(font).map(|(map, _)| map);
    let family = encoding
        .as_ref()
        .and_then(|map| map.metadata().character_collection.as_ref())
        .map(|collection| collection.family.clone())
        .filter(|family| *family != CidFamily::AdobeIdentity)
        .or_else(|| {
            let system = descendant(font)?.get::<Dict<'_>>(b"CIDSystemInfo")?;
            // Some programs leave the registry out; the ordering says it all.
            let ordering = system.get::<PdfString<'_>>(b"Ordering")?;
            Some(CidFamily::from_registry_ordering(b"Adobe", ordering.as_bytes()))
        });
    let embedded = program(font).is_some();
    let mut facts = Facts {
        bold: bold(font),
        embedded,
        mending: Mending {
            encoding,
            family,
            program: embedded.then(|| OutlineProgram(data.data.clone())),
            by_glyph: OnceCell::new(),
        },
        ..Facts::default()
    };
    if let Some(descriptor) = descriptor(font)
        && let (Some(ascent), Some(descent)) = (descriptor.get::<f32>(b"Ascent"), descriptor.get::<f32>(b"Descent"))
    {
        // Some programs leave out the sign.
        let (ascent, descent) = (ascent / 1000.0, -descent.abs() / 1000.0);
        if (0.6..=1.2).contains(&ascent) && (-0.5..=-0.05).contains(&descent) {
            (facts.ascent, facts.descent) = (ascent, descent);
        }
    }
    facts
}

fn bold(font: &Dict<'_>) -> bool {
    let name = base_name(font).unwrap_or_default().to_lowercase();
    let said = ["bold", "heavy", "black", "ultra", "demi", "-w6", "-w7", "-w8", "-w9", "-eb", "-ub"];
    if said.iter().any(|word| name.contains(word)) || name.ends_with("ub") || name.ends_with("eb") {
        return true;
    }
    descriptor(font).is_some_and(|descriptor| {
        descriptor.get::<f32>(b"FontWeight").is_some_and(|weight| weight >= 600.0)
            || descriptor.get::<u32>(b"Flags").is_some_and(|flags| flags & FORCE_BOLD != 0)
    })
}
