[assembly: DoNotParallelize] // libtorch has one number of threads for the whole process, and bits may depend on it
