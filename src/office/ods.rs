use super::{Office, OfficeError, package::Package};
pub(super) fn read(_: &mut Package) -> Result<Office, OfficeError> {
    Err(OfficeError::Encrypted)
}
