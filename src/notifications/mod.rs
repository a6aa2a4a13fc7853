//! What agents are told of: the bell's list and what each person wants to hear.
