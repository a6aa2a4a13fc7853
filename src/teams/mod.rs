//! Teams of agents: what conversations are assigned to beside a person.
