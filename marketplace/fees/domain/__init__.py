"""What a fee schedule computes: values and rules, without a framework, clock or database."""
