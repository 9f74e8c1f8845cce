"""What every calculator is made of: money, dates, dated parameters, inputs, traces, results, words."""
