"""What happens later: jobs, the engine that runs them, and the processes they run in."""
