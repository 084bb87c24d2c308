//! The structure tree of a tagged PDF: what each stretch of a page's content is, in the order in which its author
//! wants it read.
//!
//! Nothing is believed here. Whether a tree fits its page is told where places are known (`layout::paper::tagged`);
//! what loops, is too deep or too large is cut off, and its page then lacks what it should cover.

use std::collections::{HashMap, HashSet};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Page as RawPage;

use super::roles::{Role, WIDEST, cell, standard};

/// More elements, and marks of content, than any real document has.
const MOST: usize = 400_000;
/// No document is nested deeper.
const DEEPEST: u16 = 100;
/// A name leads to another, which leads to a standard one.
const RENAMED: usize = 8;
/// More forms are looked at on no page.
const MOST_FORMS: usize = 1_000;

/// An element of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element {
    pub role: Role,
    /// The element that holds it, by its place in the list.
    pub parent: Option<u32>,
    /// The same on each page on which the element stands.
    pub number: u32,
}

/// Content that an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// The number by which the page's content marks it.
    pub mark: u32,
    /// Its element, by its place in the list.
    pub element: u32,
}

/// What a structure tree says of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tags {
    /// Each behind the one that holds it.
    pub elements: Vec<Element>,
    /// In reading order.
    pub leaves: Vec<Leaf>,
    /// The page marks two stretches of its content with one number, so that numbers tell nothing.
    pub muddled: bool,
}

/// The tree of a document, its leaves by pages.
#[derive(Debug, Default)]
pub(super) struct Tree {
    elements: Vec<Element>,
    leaves: HashMap<usize, Vec<Leaf>>,
}

impl Tree {
    /// The tree of a document, if it has one.
    pub fn read(pdf: &Pdf) -> Option<Self> {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
        let root = catalog.get::<Dict<'_>>(b"StructTreeRoot")?;
        let id = |page: &RawPage<'_>| page.raw().obj_id();
        let pages = pdf.pages().iter().enumerate().filter_map(|(n, page)| Some((id(page)?, n))).collect();
        let mut walk = Walk { pdf, pages, roles: root.get::<Dict<'_>>(b"RoleMap"), tree: Self::default() };
        walk.all(&root);
        let mut tree = walk.tree;
        place(&mut tree.elements);
        (!tree.leaves.is_empty()).then_some(tree)
    }

    /// What it says of a page, counted from 0; none where it says nothing.
    pub fn of_page(&self, page: usize, muddled: bool) -> Option<Tags> {
        let leaves = self.leaves.get(&page)?;
        let mut needed: Vec<u32> = Vec::new();
        let mut seen = HashSet::new();
        for leaf in leaves {
            let mut at = Some(leaf.element);
            while let Some(element) = at.filter(|&element| seen.insert(element)) {
                needed.push(element);
                at = self.elements[element as usize].parent;
            }
        }
        needed.sort_unstable();
        let local = |element: u32| needed.binary_search(&element).ok().map(|at| at as u32);
        let elements = needed
            .iter()
            .map(|&at| self.elements[at as usize])
            .map(|element| Element { parent: element.parent.and_then(local), ..element })
            .collect();
        let leaves = leaves.iter().filter_map(|leaf| Some(Leaf { element: local(leaf.element)?, ..*leaf })).collect();
        Some(Tags { elements, leaves, muddled })
    }
}

/// Whether a page draws forms that number their content themselves: what draws a glyph cannot be told then.
pub(super) fn numbered_by_forms(page: &RawPage<'_>) -> bool {
    let forms = &page.resources().x_objects;
    let numbered =
        |key: &Name<'_>| forms.get::<Stream<'_>>(&**key).is_some_and(|form| form.dict().contains_key(b"StructParents"));
    forms.keys().take(MOST_FORMS).any(|key| numbered(&key))
}

struct Walk<'a> {
    pdf: &'a Pdf,
    pages: HashMap<ObjectIdentifier, usize>,
    roles: Option<Dict<'a>>,
    tree: Tree,
}

/// What is yet to be looked at, and what holds it.
struct Kid<'a> {
    object: MaybeRef<Object<'a>>,
    parent: Option<u32>,
    page: Option<usize>,
    depth: u16,
}

impl<'a> Walk<'a> {
    fn all(&mut self, root: &Dict<'a>) {
        let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
        let mut stack = Vec::new();
        self.kids(root, None, None, 0, &mut stack);
        // A kid that stands nowhere costs a look too.
        let mut left = 4 * MOST;
        while let Some(kid) = stack.pop()
            && left > 0
            && self.tree.elements.len() < MOST
        {
            left -= 1;
            let object = match kid.object {
                MaybeRef::NotRef(object) => object,
                // An element has one place only; one that holds itself has none.
                MaybeRef::Ref(to) if !seen.insert(to.into()) => continue,
                MaybeRef::Ref(to) => match self.pdf.xref().get::<Object<'_>>(to.into()) {
                    Some(object) => object,
                    None => continue,
                },
            };
            match object {
                Object::Number(number) => self.leaf(number.as_i64(), kid.parent, kid.page),
                Object::Dict(dict) => {
                    let page = dict.get_ref(b"Pg").map_or(kid.page, |page| self.page(page));
                    if dict.contains_key(b"MCID") {
                        // What a form draws is numbered by the form.
                        if !dict.contains_key(b"Stm") {
                            self.leaf(dict.get::<i64>(b"MCID").unwrap_or(-1), kid.parent, page);
                        }
                        continue;
                    }
                    let Some(role) = dict.get::<Name<'_>>(b"S").map(|name| self.role(&name, &dict, kid.depth)) else {
                        continue;
                    };
                    let number = self.tree.elements.len() as u32;
                    self.tree.elements.push(Element { role, parent: kid.parent, number });
                    if kid.depth < DEEPEST {
                        self.kids(&dict, Some(number), page, kid.depth + 1, &mut stack);
                    }
                }
                _ => {}
            }
        }
    }

    /// Puts the kids of an element on the stack, the first on top.
    fn kids(&self, of: &Dict<'a>, parent: Option<u32>, page: Option<usize>, depth: u16, stack: &mut Vec<Kid<'a>>) {
        let kid = |object| Kid { object, parent, page, depth };
        let array = match of.get_raw::<Object<'a>>(b"K") {
            Some(MaybeRef::NotRef(Object::Array(array))) => array,
            Some(MaybeRef::Ref(to)) => match self.pdf.xref().get::<Array<'_>>(to.into()) {
                Some(array) => array,
                None => return stack.push(kid(MaybeRef::Ref(to))),
            },
            Some(one) => return stack.push(kid(one)),
            None => return,
        };
        let from = stack.len();
        stack.extend(array.raw_iter().take(MOST.saturating_sub(from)).map(kid));
        stack[from..].reverse();
    }

    fn leaf(&mut self, mark: i64, element: Option<u32>, page: Option<usize>) {
        if let (Ok(mark), Some(element), Some(page)) = (u32::try_from(mark), element, page) {
            self.tree.leaves.entry(page).or_default().push(Leaf { mark, element });
        }
    }

    fn page(&self, page: ObjRef) -> Option<usize> {
        self.pages.get(&page.into()).copied()
    }

    fn role(&self, name: &[u8], dict: &Dict<'_>, depth: u16) -> Role {
        let mut name = name.to_vec();
        for _ in 0..RENAMED {
            if let Some(role) = standard(&name, depth) {
                return match role {
                    Role::Cell { header, .. } => cell(dict, header),
                    role => role,
                };
            }
            match self.roles.as_ref().and_then(|roles| roles.get::<Name<'_>>(&name)) {
                Some(other) => name = other.to_vec(),
                None => break,
            }
        }
        Role::Group
    }
}

/// A table while its cells are placed: how many rows there are, and for each column the first row that is free.
#[derive(Default)]
struct Filling {
    rows: u32,
    free: Vec<u32>,
}

/// Gives each cell its row and column: the first that cells before it, and those above that reach down, leave free.
fn place(elements: &mut [Element]) {
    let mut within: Vec<Option<u32>> = Vec::with_capacity(elements.len());
    let mut tables: HashMap<u32, Filling> = HashMap::new();
    // The number of each row, and its first free column.
    let mut at: HashMap<u32, (u32, usize)> = HashMap::new();
    for n in 0..elements.len() {
        let Element { role, parent, .. } = elements[n];
        let table = parent.and_then(|parent| match elements[parent as usize].role {
            Role::Table => Some(parent),
            _ => within[parent as usize],
        });
        within.push(table);
        let Some(filling) = table.map(|table| tables.entry(table).or_default()) else { continue };
        match (role, parent) {
            (Role::Row, _) => {
                at.insert(n as u32, (filling.rows, 0));
                filling.rows += 1;
            }
            (Role::Cell { rows, columns, header, .. }, Some(parent)) => {
                let Some((row, next)) = at.get_mut(&parent) else { continue };
                while filling.free.get(*next).is_some_and(|free| *free > *row) {
                    *next += 1;
                }
                let (column, end) = (*next, *next + columns as usize);
                if end > WIDEST as usize {
                    continue;
                }
                filling.free.resize(filling.free.len().max(end), 0);
                filling.free[column..end].fill(*row + rows);
                *next = end;
                elements[n].role = Role::Cell { row: *row, column: column as u32, rows, columns, header };
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_where_those_before_and_above_leave_room() {
        let element = |role, parent| Element { role, parent, number: 0 };
        let cell = |rows, columns| Role::Cell { row: 0, column: 0, rows, columns, header: false };
        let mut all = vec![
            element(Role::Table, None),
            element(Role::Row, Some(0)),
            element(cell(2, 1), Some(1)),
            element(cell(1, 2), Some(1)),
            element(Role::Row, Some(0)),
            element(cell(1, 1), Some(4)),
            element(cell(1, 1), Some(4)),
            // A cell without a row stands nowhere.
            element(cell(1, 1), Some(0)),
        ];
        place(&mut all);
        let at = |n: usize| match all[n].role {
            Role::Cell { row, column, .. } => (row, column),
            _ => (9, 9),
        };
        assert_eq!([at(2), at(3), at(5), at(6), at(7)], [(0, 0), (0, 1), (1, 1), (1, 2), (0, 0)]);
    }

    /// A document of one page, object 3, whose tree begins with object 5; `objects` are those from 5 on.
    fn tree(objects: &[&str]) -> Option<Tree> {
        let fixed = [
            "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>",
            "<< /Length 0 >> stream\n\nendstream",
        ];
        let mut bytes = String::from("%PDF-1.7\n");
        let mut table = String::from("0000000000 65535 f \n");
        for (n, object) in (1..).zip(fixed.iter().chain(objects)) {
            table += &format!("{:010} 00000 n \n", bytes.len());
            bytes += &format!("{n} 0 obj\n{object}\nendobj\n");
        }
        let (count, start) = (fixed.len() + objects.len() + 1, bytes.len());
        bytes +=
            &format!("xref\n0 {count}\n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF");
        Tree::read(&Pdf::new(bytes.into_bytes()).unwrap())
    }

    fn marks(tree: &Tree) -> Vec<(u32, Role)> {
        let tags = tree.of_page(0, false).unwrap();
        tags.leaves.iter().map(|leaf| (leaf.mark, tags.elements[leaf.element as usize].role)).collect()
    }

    #[test]
    fn content_stands_in_the_order_of_the_tree_with_its_roles() {
        let tree = tree(&[
            "<< /K 6 0 R /RoleMap << /Kopf /H2 /A /B /B /A >> >>",
            "<< /S /Document /Pg 3 0 R /K [7 0 R 8 0 R << /S /A /K 7 >>] >>",
            "<< /S /Kopf /K [<< /Type /MCR /MCID 4 >> << /Type /OBJR >>] >>",
            "<< /S /L /K << /S /LI /K [<< /S /Lbl /K 2 >> << /S /LBody /K [3 << /MCID 9 /Stm 4 0 R >>] >>] >> >>",
        ])
        .unwrap();
        let (inline, group) = (Role::Inline, Role::Group);
        assert_eq!(marks(&tree), [(4, Role::Heading(2)), (2, inline), (3, inline), (7, group)]);
        let tags = tree.of_page(0, false).unwrap();
        assert!(tags.elements.iter().zip(0..).all(|(element, n)| element.parent.is_none_or(|parent| parent < n)));
        assert!(tree.of_page(1, false).is_none());
    }

    #[test]
    fn what_loops_is_walked_once() {
        let tree = tree(&[
            "<< /K [6 0 R 6 0 R 5 0 R] >>",
            "<< /S /P /Pg 3 0 R /K [0 6 0 R 7 0 R 5 0 R] >>",
            "<< /S /Span /K [6 0 R 1 7 0 R] >>",
        ]);
        assert_eq!(marks(&tree.unwrap()), [(0, Role::Paragraph), (1, Role::Inline)]);
    }

    #[test]
    fn what_is_wrong_or_missing_is_left_out() {
        let tree = tree(&[
            "<< /K [6 0 R 99 0 R null (text) [ ] 7 0 R] /RoleMap 5 0 R >>",
            "<< /S /P /K [0 1] >>",
            "<< /S /TD /Pg 3 0 R /A [1 << /RowSpan 4000000000 /ColSpan -3 >> 2 (x)] \
             /K [-1 3.5 99999999999999 << /MCID (a) >> << /MCID 5 /Pg 99 0 R >> << /K 2 >> << /S 1 >> 6] >>",
        ])
        .unwrap();
        let roles: Vec<u32> = marks(&tree).iter().map(|(mark, _)| *mark).collect();
        // A number with a fraction is cut.
        assert_eq!(roles, [3, 6]);
        assert!(tree_of_nothing().is_none());
    }

    fn tree_of_nothing() -> Option<Tree> {
        tree(&["<< /K 12 >>"])
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let chain: Vec<String> =
            (0..3000).map(|n| format!("<< /S /Sect /Pg 3 0 R /K [{n} {} 0 R] >>", n + 7)).collect();
        let objects: Vec<&str> = std::iter::once("<< /K 6 0 R >>").chain(chain.iter().map(String::as_str)).collect();
        assert_eq!(marks(&tree(&objects).unwrap()).len(), DEEPEST as usize);
        let wide = format!("<< /S /P /Pg 3 0 R /K [{}] >>", "0 ".repeat(MOST + 1000));
        assert!(marks(&tree(&["<< /K 6 0 R >>", &wide]).unwrap()).len() <= MOST);
    }
}
