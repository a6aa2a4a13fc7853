mod connections;
mod drain;
mod fresh_keys;
mod half_open;
