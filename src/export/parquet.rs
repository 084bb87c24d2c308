//! Parquet for data frames: a record a row, its observations and places nested and typed.
//!
//! The fields are those of the JSON record. Behind the feature `parquet`: it doubles the time
//! that the dependencies take to build.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{DataType, Field, Fields, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::Sink;
use crate::record::Record;
use crate::store::DocumentInfo;

/// So many records are in memory before they are written.
const GROUP: usize = 16_384;

pub(super) struct Parquet<W: Write + Send> {
    writer: ArrowWriter<W>,
    decoder: Decoder,
    waiting: usize,
}

impl<W: Write + Send> Parquet<W> {
    pub fn new(out: W) -> io::Result<Self> {
        let schema = Arc::new(Schema::new(record()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties)).map_err(io::Error::other)?;
        let decoder = ReaderBuilder::new(schema).with_batch_size(GROUP).build_decoder().map_err(io::Error::other)?;
        Ok(Self { writer, decoder, waiting: 0 })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.waiting = 0;
        match self.decoder.flush().map_err(io::Error::other)? {
            Some(batch) => self.writer.write(&batch).map_err(io::Error::other),
            None => Ok(()),
        }
    }
}

impl<W: Write + Send> Sink for Parquet<W> {
    fn document(&mut self, _: &DocumentInfo, records: &[Record], _: &[String]) -> io::Result<()> {
        for part in records.chunks(GROUP) {
            if self.waiting + part.len() > GROUP {
                self.flush()?;
            }
            self.decoder.serialize(part).map_err(io::Error::other)?;
            self.waiting += part.len();
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.flush()?;
        self.writer.close().map(drop).map_err(io::Error::other)
    }
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Float64, true)
}

fn whole(name: &str) -> Field {
    Field::new(name, DataType::Int64, true)
}

fn yes(name: &str) -> Field {
    Field::new(name, DataType::Boolean, true)
}

fn group(name: &str, fields: Vec<Field>) -> Field {
    Field::new(name, DataType::Struct(Fields::from(fields)), true)
}

fn list(name: &str, of: DataType) -> Field {
    Field::new(name, DataType::List(Arc::new(Field::new("item", of, true))), true)
}

fn texts(name: &str) -> Field {
    list(name, DataType::Utf8)
}

fn groups(name: &str, fields: Vec<Field>) -> Field {
    list(name, DataType::Struct(Fields::from(fields)))
}

/// The fields of a record; those of other kinds are null.
fn record() -> Vec<Field> {
    vec![
        text("schema"),
        text("kind"),
        text("id"),
        group("document", vec![text("id"), text("path"), text("title")]),
        text("lang"),
        groups("ministries", vec![text("code"), text("name"), text("name_en"), yes("lead")]),
        group("evidence", place(Some("quote"))),
        text("rule"),
        number("confidence"),
        texts("flags"),
        text("name"),
        groups("observations", observation()),
        text("measure"),
        texts("section"),
        yes("repost"),
        yes("provisional"),
        texts("notes"),
        text("text"),
        text("form"),
        groups("budgets", vec![number("amount_jpy"), whole("fiscal_year"), text("kind"), text("text")]),
    ]
}

fn observation() -> Vec<Field> {
    vec![
        text("role"),
        number("value"),
        number("value_max"),
        text("unit"),
        text("comparator"),
        group("period", period()),
        text("aggregation"),
        group("relative_to", period()),
        text("text"),
        group("evidence", place(None)),
        group("period_evidence", place(None)),
    ]
}

fn period() -> Vec<Field> {
    vec![whole("start"), whole("end"), text("basis"), text("text")]
}

fn place(quote: Option<&str>) -> Vec<Field> {
    let mut fields = vec![whole("page"), whole("line"), whole("start"), whole("end")];
    fields.extend(quote.map(text));
    fields.push(group("cell", vec![whole("table"), whole("row"), whole("column")]));
    fields.push(text("address"));
    fields.push(list("bbox", DataType::Float64));
    fields
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use serde_json::Value;

    use super::*;
    use crate::rules::Rules;
    use crate::source::{Source, find};

    /// What is null is not told, and a number is one number however it is written.
    fn plain(value: Value) -> Value {
        match value {
            Value::Object(map) => map.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k, plain(v))).collect(),
            Value::Array(list) => list.into_iter().map(plain).collect(),
            Value::Number(number) => number.as_f64().into(),
            other => other,
        }
    }

    #[test]
    fn parquet_read_back_says_what_the_json_says() {
        let rules = Rules::built_in();
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut sink = Box::new(Parquet::new(file.reopen().unwrap()).unwrap());
        let mut expected = Vec::new();
        for path in find(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")]).documents {
            let records = crate::extract::extract(&Source::open(&path).unwrap(), &rules);
            expected.extend(records.iter().map(|record| plain(serde_json::to_value(record).unwrap())));
            sink.document(&DocumentInfo::default(), &records, &[]).unwrap();
        }
        sink.finish().unwrap();
        let mut json = arrow_json::LineDelimitedWriter::new(Vec::new());
        for batch in ParquetRecordBatchReaderBuilder::try_new(file.reopen().unwrap()).unwrap().build().unwrap() {
            json.write(&batch.unwrap()).unwrap();
        }
        json.finish().unwrap();
        let text = String::from_utf8(json.into_inner()).unwrap();
        let found: Vec<Value> = text.lines().map(|line| plain(serde_json::from_str(line).unwrap())).collect();
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected);
        }
    }
}
