"""Problems with questions that learners report."""
