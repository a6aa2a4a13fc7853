//! Lists of conversations that agents have put together: filters, order, a name, one's own or everybody's.
