"""What follows from facts and history for those who run the process: tasks, calendar, matrix."""
