mod connections;
mod fresh_keys;
mod half_open;
