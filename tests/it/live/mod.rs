mod bursts;
mod catch_up;
mod delivery;
mod fall_back;
mod forty_sockets;
mod isolation;
