/* The tuning calls of the C library's allocator, which the standard module leaves out. */
#include <malloc.h>
