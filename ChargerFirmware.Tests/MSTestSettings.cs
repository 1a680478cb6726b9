using Microsoft.VisualStudio.TestTools.UnitTesting;

// Two cores: classes side by side, the methods of one class in turn.
[assembly: Parallelize(Workers = 2, Scope = ExecutionScope.ClassLevel)]
