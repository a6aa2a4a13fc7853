mod connections;
mod drain;
mod frames;
mod fresh_keys;
mod half_open;
mod headers;
mod malformed;
mod shapes;
