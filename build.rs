//! Compiles what the program carries with it: the dictionary and the built-in rules.
//!
//! Both are ordinary files of the repository, so that a build needs neither the
//! network nor a system package, and the program runs alone.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use lindera_dictionary::builder::DictionaryBuilder;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    dictionary(&out)?;
    rules(&out)
}

/// Unpacks `dictionary/ipadic-slim.tar.xz` and builds lindera's binary form of it.
fn dictionary(out: &Path) -> Result<(), Box<dyn Error>> {
    let (archive, metadata) = ("dictionary/ipadic-slim.tar.xz", "dictionary/metadata.json");
    println!("cargo:rerun-if-changed={archive}");
    println!("cargo:rerun-if-changed={metadata}");
    println!("cargo:rustc-env=LINDERA_WORKDIR={}", out.display());

    let mut tar = Vec::new();
    lzma_rs::xz_decompress(&mut io::BufReader::new(fs::File::open(archive)?), &mut tar)?;
    let source = out.join("ipadic-source");
    fs::create_dir_all(&source)?;
    tar::Archive::new(tar.as_slice()).unpack(&source)?;
    let metadata = serde_json::from_slice(&fs::read(metadata)?)?;
    DictionaryBuilder::new(metadata).build_dictionary(&source, &out.join("ipadic-slim"))?;
    Ok(())
}

/// Writes a table of the files under `rules/`, in path order, for `rules::built_in`.
fn rules(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    let root = fs::canonicalize("rules")?;
    let mut files: Vec<PathBuf> =
        fs::read_dir(&root)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        writeln!(table, "    ({name:?}, include_str!({:?})),", file.display().to_string())?;
    }
    table.push_str("]\n");
    fs::write(out.join("rules.rs"), table)?;
    Ok(())
}
