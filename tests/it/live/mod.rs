mod bursts;
mod catch_up;
mod consumers;
mod crowd;
mod delivery;
mod fall_back;
mod forty_sockets;
mod isolation;
