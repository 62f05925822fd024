"""English words that hold sentences together and tell nothing of what they are about."""

_WORDS = """
    a about above after again against all also am among an and any are as at be because been before
    being below between both but by can could did do does doing done down during each either else
    every few for from further had has have having he her here hers him his how however i if in into
    is it its itself just may me might more most much must my neither no nor not now of off often on
    once one only onto or other others our ours out over own per same shall she should since so some
    such than that the their theirs them themselves then there these they this those though through
    thus to too towards under until up upon us use used uses using very via was we were what when
    where whether which while who whom whose why will with within without would yet you your
    """
FUNCTION_WORDS = frozenset(_WORDS.split())
