//! Files and pictures: what may be uploaded, what is kept of it, and who may fetch it.

mod pictures;
