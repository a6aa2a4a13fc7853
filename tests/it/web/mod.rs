mod fresh_keys;
