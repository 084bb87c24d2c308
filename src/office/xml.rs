//! Small helpers for trees of XML. Elements are known by their local names: the namespaces of strict and of
//! transitional files differ.

use roxmltree::{Document, Node, ParsingOptions};

use super::OfficeError;

/// So many elements and texts no part has.
const MOST_NODES: u32 = 20_000_000;

/// Reads a part. Definitions of entities are refused: no office program writes any.
pub(super) fn parse<'a>(text: &'a str, name: &str) -> Result<Document<'a>, OfficeError> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| OfficeError::damaged(format!("{name}: {error}")))
}

pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The children of a name.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| is(*child, name))
}

pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// The elements of a name anywhere below.
pub(super) fn below<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |one| is(*one, name))
}

/// An attribute by its local name.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// A number in an attribute.
pub(super) fn number<T: std::str::FromStr>(node: Node<'_, '_>, name: &str) -> Option<T> {
    attribute(node, name)?.trim().parse().ok()
}

/// Whether an attribute says yes.
pub(super) fn flag(node: Node<'_, '_>, name: &str) -> bool {
    attribute(node, name).is_some_and(is_yes)
}

pub(super) fn is_yes(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}
