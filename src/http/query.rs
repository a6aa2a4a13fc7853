//! Query strings, read as strictly as bodies.

use poem::Request;

use crate::base::{
    FieldErrors, Result,
    json::{Json, Place, nearest},
};

/// Refuses parameters that nobody knows or that stand twice: a typo must not vanish.
///
/// # Errors
/// `Invalid`, each of them named.
pub fn only(request: &Request, known: &[&str]) -> Result<()> {
    let mut errors = FieldErrors::new();
    let mut seen = Vec::new();
    for (name, _) in url::form_urlencoded::parse(request.uri().query().unwrap_or("").as_bytes()) {
        let place = Place::Top;
        let pointer = Place::Field(&place, &name).pointer();
        if !known.contains(&name.as_ref()) {
            let hint = nearest(&name, known).map_or_else(
                || format!("Known ones are {}.", known.join(", ")),
                |word| format!("Did you mean “{word}”?"),
            );
            errors.add(pointer, format!("There is no parameter “{name}” here. {hint}"));
        } else if seen.contains(&name) {
            errors.add(pointer, format!("The parameter “{name}” stands twice. Send it once."));
        } else {
            seen.push(name);
        }
    }
    errors.or(())
}

/// The parameters as the object a body would be, so that both are read by the same rules. Empty where there are none.
pub fn as_object(request: &Request) -> Json<'static> {
    let pairs = url::form_urlencoded::parse(request.uri().query().unwrap_or("").as_bytes());
    Json::Object(pairs.map(|(name, value)| (name.into_owned().into(), Json::Text(value.into_owned().into()))).collect())
}
